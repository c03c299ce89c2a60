CREATE TABLE jobs (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL,
    payload JSONB NOT NULL,
    attempts INT NOT NULL DEFAULT 0,
    due_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    failed_at TIMESTAMPTZ, -- set once it has failed too often: nobody takes it any more
    last_error TEXT
);

CREATE INDEX jobs_due ON jobs (due_at) WHERE failed_at IS NULL;

-- What the example job does: a greeting for each name.
CREATE TABLE greetings (
    job BIGINT PRIMARY KEY,
    text TEXT NOT NULL
);
