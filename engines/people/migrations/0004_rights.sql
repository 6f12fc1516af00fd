-- Roles at a region or center; they reach down. Standing and contract grants hold on days, duty from
-- an hour to an hour. A row whose mac does not fit gives nothing.
create table people_grant (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  role text not null,
  place {id} not null,
  place_kind text not null,
  kind text not null,
  modules {json},
  from_date {date},
  until_date {date},
  from_at {time},
  until_at {time},
  member {id},
  given_at {time} not null,
  given_by {id},
  mac {blob} not null,
  primary key (district, id),
  foreign key (district, person) references people_person (district, id)
) {strict};
create unique index people_grant_standing on people_grant (district, person, role, place)
  where kind = 'standing';
create index people_grant_person on people_grant (person, district);
create index people_grant_place on people_grant (place);
create index people_grant_member on people_grant (member);

-- While someone is away, another holds what they hold. Lives with the deputy.
create table people_deputy (
  district {int} not null,
  id {id} not null,
  deputy {id} not null,
  absent {id} not null,
  from_at {time} not null,
  until_at {time} not null,
  given_at {time} not null,
  given_by {id},
  mac {blob} not null,
  primary key (district, id),
  foreign key (district, deputy) references people_person (district, id)
) {strict};
create index people_deputy_deputy on people_deputy (district, deputy);
create index people_deputy_absent on people_deputy (absent);

-- reference: what an installation says of roles: a few dozen, the same in all districts
create table people_role (
  role text not null,
  name {json},
  above {bool} not null,
  status text not null,
  version {int} not null,
  changed_at {time} not null,
  changed_by {id},
  mac {blob} not null,
  primary key (role)
) {strict};

-- reference: where the rights of a role differ from the program's own
create table people_role_right (
  role text not null,
  permission text not null,
  added {bool} not null,
  primary key (role, permission),
  foreign key (role) references people_role (role)
) {strict};
