CREATE TABLE accounts (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Whoever reads this table cannot take over a session: it has hashes of keys alone.
CREATE TABLE sessions (
    key_hash BYTEA PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    ends_at TIMESTAMPTZ NOT NULL DEFAULT now() + INTERVAL '12 hours'
);
