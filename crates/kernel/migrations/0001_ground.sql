-- One line for every change and every look at people by name. `mac` goes stale when a line is changed.
create table kernel_audit (
  district {int} not null,
  id {id} not null,
  at {time} not null,
  who {id},
  behalf {id},
  actor text not null,
  what text not null,
  target {id},
  input {json} not null,
  purpose text,
  notes {json} not null,
  request text,
  mac {blob} not null,
  primary key (district, id)
) {strict};
create index kernel_audit_at on kernel_audit (district, at, id);
create index kernel_audit_target on kernel_audit (district, target, at);
create index kernel_audit_who on kernel_audit (district, who, at);

-- Whom a line concerned.
create table kernel_audit_subject (
  district {int} not null,
  subject {id} not null,
  at {time} not null,
  line {id} not null,
  primary key (district, subject, line),
  foreign key (district, line) references kernel_audit (district, id)
) {strict};
-- A person asks who looked, and says no district.
create index kernel_audit_subject_any on kernel_audit_subject (subject, at);
create index kernel_audit_subject_line on kernel_audit_subject (district, line);

-- Lines that are not in the chain yet.
create table kernel_audit_waiting (
  district {int} not null,
  line {id} not null,
  at {time} not null,
  primary key (district, line)
) {strict};

-- The chain of lines: each link is the hash of the one before and its line.
create table kernel_audit_link (
  district {int} not null,
  seq {int} not null,
  line {id} not null,
  at {time} not null,
  hash {blob} not null,
  primary key (district, seq),
  unique (district, line)
) {strict};

-- Where a chain begins, after what was old was taken away, and ends.
create table kernel_audit_chain (
  district {int} not null,
  first_seq {int} not null,
  first_hash {blob} not null,
  last_seq {int} not null,
  last_hash {blob} not null,
  mac {blob} not null,
  primary key (district)
) {strict};

-- Work for after a commit: claimed by lease, done at least once.
create table kernel_job (
  district {int} not null,
  id {id} not null,
  kind text not null,
  payload {json} not null,
  run_at {time} not null,
  leased_until {time} not null,
  tries {int} not null,
  dead {bool} not null,
  failure text,
  key text,
  primary key (district, id),
  unique (district, kind, key)
) {strict};
create index kernel_job_due on kernel_job (district, dead, run_at);

-- The first answer to a request that may be sent twice.
create table kernel_idempotency (
  district {int} not null,
  actor {id} not null,
  key text not null,
  request_hash {blob} not null,
  answer {json} not null,
  at {time} not null,
  primary key (district, actor, key)
) {strict};
create index kernel_idempotency_at on kernel_idempotency (district, at);

-- reference: random keys of the installation
create table kernel_secret (
  name text not null,
  value {blob} not null,
  at {time} not null,
  primary key (name)
) {strict};
