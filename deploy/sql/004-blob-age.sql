-- When a blob was last written: what nobody wrote for as long as its data may be kept is collected.
ALTER TABLE uso_blob ADD COLUMN IF NOT EXISTS written_at timestamptz NOT NULL DEFAULT now();
