// Lints the Dockerfiles named as arguments. A line for each finding; exit code 1 when there is one.
import { readFileSync } from "node:fs";
import { validate } from "dockerfile-utils";

let failed = false;
for (const file of process.argv.slice(2)) {
  for (const found of validate(readFileSync(file, "utf8"))) {
    failed = true;
    console.log(`${file}:${found.range.start.line + 1}: ${found.message}`);
  }
}
process.exit(failed ? 1 : 0);
