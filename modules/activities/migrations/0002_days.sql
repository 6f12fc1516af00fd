-- What happened at a center on a day, added up from its sessions. A day that is also in activities_day_due is not to be
-- trusted and is counted from the records; a day in neither had no session.
create table activities_day (
  district {int} not null,
  center {id} not null,
  date {date} not null,
  sessions {int} not null,
  visits {int} not null,
  online_visits {int} not null,
  service_minutes {int} not null,
  sign_ups {int} not null,
  no_shows {int} not null,
  cancelled {int} not null,
  primary key (district, center, date)
) {strict};

-- Days to be counted: something is to come, or has changed since. Who counts a day takes the mark away only if no change
-- came meanwhile.
create table activities_day_due (
  district {int} not null,
  center {id} not null,
  date {date} not null,
  changes {int} not null,
  primary key (district, center, date)
) {strict};

create index activities_session_day on activities_session (district, center, date);

insert into activities_day_due (district, center, date, changes)
  select district, center, date, 1 from activities_session group by district, center, date;
