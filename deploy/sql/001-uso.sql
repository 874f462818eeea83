-- What Uso itself keeps beside its grains. Every file in this directory can be run again: `Uso.Silo migrate` does, in order of name.

-- Uploads, plans, snapshot segments. The address is the SHA-256 of the whole content; a content is written once and never changed.
CREATE TABLE IF NOT EXISTS uso_blob
(
    sha256 text    NOT NULL,
    chunk  integer NOT NULL,
    bytes  bytea   NOT NULL,
    PRIMARY KEY (sha256, chunk)
);

-- Data-protection keys, as XML: what one process encrypts, every other reads.
CREATE TABLE IF NOT EXISTS uso_key
(
    name text PRIMARY KEY,
    xml  text NOT NULL
);
