-- Two records of one person put together: `merged` leads to `kept` from then on. `fields` is what the
-- fields of `kept` were and became, sealed; it goes when the merge can no longer be undone.
create table people_merge (
  district {int} not null,
  id {id} not null,
  kept {id} not null,
  merged {id} not null,
  at {time} not null,
  merged_by {id},
  fields {blob},
  undone_at {time},
  undone_by {id},
  primary key (district, id),
  foreign key (district, kept) references people_person (district, id),
  foreign key (district, merged) references people_person (district, id)
) {strict};
create unique index people_merge_in_force on people_merge (district, merged) where undone_at is null;
create index people_merge_kept on people_merge (district, kept);
create index people_merge_at on people_merge (district, at);

-- Every row of any part of the program that went from one to the other: an undo brings back these.
create table people_merge_row (
  district {int} not null,
  merge {id} not null,
  holding text not null,
  thing {id} not null,
  primary key (district, merge, holding, thing),
  foreign key (district, merge) references people_merge (district, id)
) {strict};

-- Two who look like one and are not: somebody looked. The smaller id first.
create table people_distinct (
  district {int} not null,
  one {id} not null,
  other {id} not null,
  at {time} not null,
  said_by {id},
  primary key (district, one, other),
  foreign key (district, one) references people_person (district, id),
  foreign key (district, other) references people_person (district, id)
) {strict};
