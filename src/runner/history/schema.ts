/** Of a row of `latest`: the task failed or could not start. An index has these alone, for who asks in these words. */
export const IN_TROUBLE = "status NOT IN ('running', 'ran', 'alreadyComplete')";

/** Says that a SQLite file is a history of ours: "Pipe" in ASCII. */
export const APPLICATION_ID = 0x50697065;

/**
 * `task_runs`: a row for each task of each run that was not merely found complete. `latest` leads from each task to the
 * row that tells how it stands now. Logs are files; only their paths are kept.
 */
const RUNS = `
  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    command TEXT NOT NULL,
    family TEXT NOT NULL,
    params TEXT NOT NULL,
    range TEXT,
    status TEXT NOT NULL,
    process TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    duration_ms INTEGER,
    counts TEXT NOT NULL DEFAULT '{}'
  ) STRICT;
  CREATE INDEX runs_by_status ON runs (status);

  CREATE TABLE task_runs (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs,
    task_id TEXT NOT NULL,
    family TEXT NOT NULL,
    params TEXT NOT NULL,
    status TEXT NOT NULL,
    blocked_by TEXT,
    started_at TEXT,
    finished_at TEXT,
    duration_ms INTEGER,
    attempts INTEGER NOT NULL,
    error TEXT,
    log TEXT,
    outputs TEXT NOT NULL,
    UNIQUE (run_id, task_id)
  ) STRICT;
  CREATE INDEX task_runs_by_task ON task_runs (task_id, id);

  CREATE TABLE attempts (
    run_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    status TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    error TEXT,
    log TEXT NOT NULL,
    PRIMARY KEY (run_id, task_id, attempt)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE latest (
    task_id TEXT PRIMARY KEY,
    task_run INTEGER NOT NULL REFERENCES task_runs,
    family TEXT NOT NULL,
    status TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX latest_by_family ON latest (family, task_run);
  CREATE INDEX latest_by_status ON latest (status);
`;

/** Which run may run a task now: see `Claims`. */
const CLAIMS = `
  CREATE TABLE claims (
    task_id TEXT PRIMARY KEY,
    run_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    renewed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claims_by_run ON claims (run_id);
`;

/** Which process makes an attempt, so that one which outlived its runner can be ended. */
const WORKERS = `
  ALTER TABLE attempts ADD COLUMN worker TEXT;
`;

/** What the tasks that are running use of the machine's resources: see `Claims`. */
const RESOURCES = `
  CREATE TABLE resource_claims (
    task_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    resource TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (task_id, run_id, resource)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX resource_claims_by_resource ON resource_claims (resource);
`;

/**
 * What was asked to be made over a range, and how each of its dates stands. A date's status follows its task, whichever
 * run that is in, so that it stays when the runs are forgotten.
 */
const BACKFILLS = `
  CREATE TABLE backfills (
    backfill_id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    family TEXT NOT NULL,
    params TEXT NOT NULL,
    over TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    asked_order TEXT NOT NULL,
    asked_limit INTEGER,
    on_failure TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE backfill_dates (
    backfill_id TEXT NOT NULL REFERENCES backfills ON DELETE CASCADE,
    value TEXT NOT NULL,
    task_id TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (backfill_id, value)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX backfill_dates_by_task ON backfill_dates (task_id);

  ALTER TABLE runs ADD COLUMN backfill_id TEXT REFERENCES backfills ON DELETE SET NULL;
  CREATE INDEX runs_by_backfill ON runs (backfill_id);
`;

/**
 * What each task was made by and of. `made` leads from each task to the run that made its outputs as they are now;
 * `set_aside` says since when they are in the trash, or gone. `codes` keeps each code once, in its pieces.
 */
const LINEAGE = `
  ALTER TABLE task_runs ADD COLUMN code_hash TEXT;
  ALTER TABLE task_runs ADD COLUMN made TEXT;

  CREATE TABLE made (
    task_id TEXT PRIMARY KEY,
    task_run INTEGER NOT NULL REFERENCES task_runs ON DELETE CASCADE,
    family TEXT NOT NULL,
    code_hash TEXT,
    set_aside TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX made_by_task_run ON made (task_run);
  CREATE INDEX made_by_code ON made (family, code_hash);

  CREATE TABLE inputs (
    task_run INTEGER NOT NULL REFERENCES task_runs ON DELETE CASCADE,
    task_id TEXT NOT NULL,
    input_run INTEGER,
    PRIMARY KEY (task_run, task_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX inputs_by_task ON inputs (task_id);

  CREATE TABLE codes (
    code_hash TEXT PRIMARY KEY,
    pieces TEXT NOT NULL,
    seen_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Which runs have been looked at by `pruneRuns`, and kept in part. */
const PRUNED = `
  ALTER TABLE runs ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX runs_by_pruned ON runs (pruned, started_at);
`;

/**
 * What somebody has looked at and accepted as current: the code, the outputs as they are, and all that was made up to a
 * task run. Whoever makes the outputs again starts without.
 */
const ACCEPTED = `
  ALTER TABLE made ADD COLUMN accepted_code TEXT;
  ALTER TABLE made ADD COLUMN accepted_outputs TEXT;
  ALTER TABLE made ADD COLUMN accepted_run INTEGER;
`;

/** That a backfill makes what is stale again, too. */
const STALE_BACKFILLS = "ALTER TABLE backfills ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;";

/**
 * A start and an end of a task are to touch as few pages as they can: few tasks are in trouble, and of claims there are
 * never more than tasks that run.
 */
const SMALLER_INDEXES = `
  DROP INDEX claims_by_run;
  DROP INDEX latest_by_status;
  CREATE INDEX latest_in_trouble ON latest (status) WHERE ${IN_TROUBLE};
`;

/** Where tasks ran: in pods of a cluster, or in processes of the machine. */
const PODS = `
  ALTER TABLE runs ADD COLUMN ran_on TEXT;
  ALTER TABLE task_runs ADD COLUMN pod TEXT;
  ALTER TABLE attempts ADD COLUMN pod TEXT;
`;

/** One after the other they make today's tables of an empty file. What was released is never changed, only added to. */
export const MIGRATIONS: readonly string[] = [
  RUNS,
  CLAIMS,
  WORKERS,
  RESOURCES,
  BACKFILLS,
  LINEAGE,
  PRUNED,
  ACCEPTED,
  STALE_BACKFILLS,
  SMALLER_INDEXES,
  PODS,
];

/** How many of them a file has seen. An older file is brought up to date, a newer one is refused. */
export const SCHEMA_VERSION = MIGRATIONS.length;
