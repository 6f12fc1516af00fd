-- A denial is an answer too: the same request under the same key is not decided again.
alter table kernel_idempotency add column refused {bool} not null default false;
