-- How many parties wait: the position of a newcomer, without counting the list.
alter table seats_counter add column parties {int} not null default 0;
update seats_counter set parties = (
  select count(*) from seats_claim c
  where c.district = seats_counter.district and c.pool = seats_counter.pool and c.state = 'waiting');
