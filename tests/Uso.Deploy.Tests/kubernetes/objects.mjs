// Validates every object of the YAML on standard input against the JSON schemas of Kubernetes. A line for each; exit code 1 when one is not valid.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

let failed = false;
for (const document of parseAllDocuments(readFileSync(0, "utf8"))) {
  if (document.errors.length > 0) throw document.errors[0];
  const object = document.toJS();

  // kustomize folds long base64; Kubernetes decodes it all the same, the schema's format does not know.
  for (const [key, value] of Object.entries(object.kind === "Secret" ? object.data : {})) object.data[key] = value.replaceAll("\n", "");
  const name = `${object.apiVersion} ${object.kind} ${object.metadata?.name}`;
  try {
    const kinds = await import(`kubernetes-models/${object.apiVersion}`);
    if (!kinds[object.kind]) throw new Error(`there is no ${object.kind} in ${object.apiVersion}`);
    new kinds[object.kind](object).validate();
    console.log(`valid: ${name}`);
  } catch (error) {
    failed = true;
    console.log(`INVALID: ${name}: ${error.message}`);
  }
}
process.exit(failed ? 1 : 0);
