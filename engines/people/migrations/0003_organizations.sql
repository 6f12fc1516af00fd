-- Units that take part: enterprises, social organizations, party branches, operators of centers.
create table people_organization (
  district {int} not null,
  id {id} not null,
  kind text not null,
  name {json} not null,
  search_name text not null,
  credit_code text,
  contact text,
  home {id} not null,
  home_kind text not null,
  status text not null,
  created_at {time} not null,
  primary key (district, id)
) {strict};
create unique index people_organization_code on people_organization (district, credit_code)
  where credit_code is not null;
create index people_organization_home on people_organization (home);

-- What an operator runs from which day to which: its centers and modules. A renewal is a new row.
create table people_contract (
  district {int} not null,
  id {id} not null,
  organization {id} not null,
  from_date {date} not null,
  until_date {date} not null,
  ended_on {date},
  centers {json} not null,
  modules {json},
  number text,
  agreed_at {time} not null,
  agreed_by {id},
  mac {blob} not null,
  primary key (district, id),
  foreign key (district, organization) references people_organization (district, id)
) {strict};
create index people_contract_organization on people_contract (district, organization, from_date);

-- Who acts for an organization. Lives with the organization, whose district need not be the person's.
create table people_organization_member (
  district {int} not null,
  id {id} not null,
  organization {id} not null,
  person {id} not null,
  role text not null,
  from_date {date},
  until_date {date},
  added_at {time} not null,
  added_by {id},
  ended_at {time},
  mac {blob} not null,
  primary key (district, id),
  foreign key (district, organization) references people_organization (district, id)
) {strict};
create unique index people_organization_member_active
  on people_organization_member (district, organization, person) where ended_at is null;
-- Someone may act for organizations of other districts.
create index people_organization_member_person on people_organization_member (person);

-- Invitations not yet taken. The code is known only to who has it.
create table people_invitation (
  district {int} not null,
  id {id} not null,
  organization {id} not null,
  role text not null,
  until_date {date},
  code_key {blob} not null,
  invited_at {time} not null,
  invited_by {id},
  expires_at {time} not null,
  primary key (district, id),
  foreign key (district, organization) references people_organization (district, id)
) {strict};
create index people_invitation_organization on people_invitation (district, organization);
