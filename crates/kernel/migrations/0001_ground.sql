-- One line for every change.
create table kernel_audit (
  district {int} not null,
  id {id} not null,
  at {time} not null,
  who {id},
  actor text not null,
  what text not null,
  target {id},
  input {json} not null,
  request text,
  primary key (district, id)
) {strict};
create index kernel_audit_at on kernel_audit (district, at, id);
create index kernel_audit_target on kernel_audit (district, target, at);

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
