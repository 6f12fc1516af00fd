-- People whose record is kept and used for nothing, as they asked.
create table people_restriction (
  district {int} not null,
  person {id} not null,
  since {time} not null,
  primary key (district, person),
  foreign key (district, person) references people_person (district, id)
) {strict};
