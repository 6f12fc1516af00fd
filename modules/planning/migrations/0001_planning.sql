-- How much a district keeps. Its limits are held here: whoever adds something raises the number
-- under its limit first.
create table planning_shelf (
  district {int} not null,
  region {id} not null,
  networks {int} not null,
  populations {int} not null,
  scenarios {int} not null,
  primary key (district, region),
  check (networks >= 0 and populations >= 0 and scenarios >= 0)
) {strict};

-- Streets of a district as they were read from a map file.
create table planning_network (
  district {int} not null,
  id {id} not null,
  region {id} not null,
  name text not null,
  -- What the reader and the walking graph say of it, as it is shown.
  facts {json} not null,
  -- Of the binary form, in hexadecimal.
  checksum text not null,
  bytes {int} not null,
  created_at {time} not null,
  primary key (district, id),
  unique (district, region, name)
) {strict};

create table planning_network_chunk (
  district {int} not null,
  network {id} not null,
  number {int} not null,
  bytes {blob} not null,
  primary key (district, network, number),
  foreign key (district, network) references planning_network (district, id)
) {strict};

-- Where how many people live. Numbers only, nobody by name.
create table planning_population (
  district {int} not null,
  id {id} not null,
  region {id} not null,
  name text not null,
  facts {json} not null,
  checksum text not null,
  bytes {int} not null,
  created_at {time} not null,
  primary key (district, id),
  unique (district, region, name)
) {strict};

create table planning_population_chunk (
  district {int} not null,
  population {id} not null,
  number {int} not null,
  bytes {blob} not null,
  primary key (district, population, number),
  foreign key (district, population) references planning_population (district, id)
) {strict};

-- A question that is kept: sites on trial, what may close, what is aimed at.
create table planning_scenario (
  district {int} not null,
  id {id} not null,
  region {id} not null,
  network {id} not null,
  population {id} not null,
  fields {json} not null,
  -- The keys of sites and centers the last finished run chose.
  plan {json},
  version {int} not null,
  created_at {time} not null,
  changed_at {time} not null,
  primary key (district, id),
  foreign key (district, network) references planning_network (district, id),
  foreign key (district, population) references planning_population (district, id)
) {strict};
create index planning_scenario_region on planning_scenario (district, region, id);
create index planning_scenario_network on planning_scenario (district, network);
create index planning_scenario_population on planning_scenario (district, population);

-- A search for sites, done by the worker.
create table planning_run (
  district {int} not null,
  id {id} not null,
  scenario {id} not null,
  -- The scenario as it was when it was asked.
  fields {json} not null,
  scenario_version {int} not null,
  state text not null,
  part text,
  share {real},
  -- Somebody wants it to end.
  cancelled {bool} not null,
  -- How often it was begun; a process that died in it leaves it to the next.
  tries {int} not null,
  -- When whoever works on it last said so.
  beat_at {time},
  created_at {time} not null,
  started_at {time},
  finished_at {time},
  problem {json},
  primary key (district, id),
  foreign key (district, scenario) references planning_scenario (district, id)
) {strict};
create index planning_run_scenario on planning_run (district, scenario, id);

-- What it found, in pieces.
create table planning_run_result (
  district {int} not null,
  run {id} not null,
  number {int} not null,
  bytes {blob} not null,
  primary key (district, run, number),
  foreign key (district, run) references planning_run (district, id)
) {strict};
