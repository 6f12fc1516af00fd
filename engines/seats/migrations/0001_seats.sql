-- Limited places for one subject, for instance one session; a subject may have several pools (on site, online).
create table seats_pool (
  district {int} not null,
  id {id} not null,
  subject {id} not null,
  label text not null,
  opens_at {time},
  closes_at {time},
  ends_at {time} not null,
  party_max {int} not null,
  waiting {bool} not null,
  offer_minutes {int},
  fair {bool} not null,
  quota {int},
  cancelled {bool} not null,
  created_at {time} not null,
  primary key (district, id),
  unique (district, subject, label),
  constraint seats_pool_party check (party_max between 1 and 6),
  constraint seats_pool_offer check (offer_minutes is null or offer_minutes > 0),
  constraint seats_pool_quota check (quota is null or quota > 0)
) {strict};

-- The counter of a pool is a row of its own: who changes the pool takes this row first. Null capacity is no limit.
-- Taken counts people seated or held by an offer; offered and waiting count people too.
create table seats_counter (
  district {int} not null,
  pool {id} not null,
  capacity {int},
  taken {int} not null,
  offered {int} not null,
  waiting {int} not null,
  next_place {int} not null,
  changes {int} not null,
  primary key (district, pool),
  foreign key (district, pool) references seats_pool (district, id),
  constraint seats_counter_limit check (capacity is null or taken <= capacity),
  constraint seats_counter_whole check (taken >= 0 and waiting >= 0 and offered >= 0 and offered <= taken)
) {strict};

-- One party's claim to places. The waiting list is ordered by (rank, place_no).
create table seats_claim (
  district {int} not null,
  id {id} not null,
  pool {id} not null,
  subject {id} not null,
  person {id} not null,
  party_size {int} not null,
  state text not null,
  place_no {int} not null,
  had_before {int} not null,
  rank {int} not null,
  offered_until {time},
  decision {json} not null,
  reference text not null,
  by_staff {bool} not null,
  moves {int} not null,
  created_at {time} not null,
  changed_at {time} not null,
  primary key (district, id),
  unique (district, reference),
  unique (district, pool, place_no),
  foreign key (district, pool) references seats_pool (district, id),
  constraint seats_claim_party check (party_size between 1 and 6),
  constraint seats_claim_state check (
    state in ('seated', 'waiting', 'offered', 'left', 'expired', 'removed', 'cancelled')),
  constraint seats_claim_offer check ((state = 'offered') = (offered_until is not null))
) {strict};
create unique index seats_claim_active on seats_claim (district, subject, person)
  where state in ('seated', 'waiting', 'offered');
create index seats_claim_list on seats_claim (district, pool, state, rank, place_no);
create index seats_claim_person on seats_claim (district, person, id);
-- Who asks for their own data says no district.
create index seats_claim_any_person on seats_claim (person);
create index seats_claim_subject on seats_claim (district, subject, place_no);

-- Who is in the party. The claimant's own name stays with their person.
create table seats_member (
  district {int} not null,
  id {id} not null,
  claim {id} not null,
  number {int} not null,
  name text,
  band text not null,
  person {id},
  primary key (district, id),
  unique (district, claim, number),
  foreign key (district, claim) references seats_claim (district, id),
  constraint seats_member_band check (band in ('self', 'child', 'adult', 'elder')),
  constraint seats_member_name check (name is not null or person is not null)
) {strict};

create index seats_member_named on seats_member (person) where name is not null and person is not null;

create table seats_history (
  district {int} not null,
  claim {id} not null,
  number {int} not null,
  at {time} not null,
  state text not null,
  what {json} not null,
  primary key (district, claim, number),
  foreign key (district, claim) references seats_claim (district, id)
) {strict};

-- Taken before the counter by whoever claims for this person, so that two claims at once cannot both pass the limit.
create table seats_person (
  district {int} not null,
  person {id} not null,
  at {time} not null,
  primary key (district, person)
) {strict};
