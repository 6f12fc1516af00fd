-- reference: why data of persons is processed, the same in the whole installation
create table privacy_purpose (
  key text not null,
  version {int} not null,
  fields {json} not null,
  changed_at {time} not null,
  changed_by {id},
  primary key (key)
) {strict};

-- reference: what the register said before, and says now
create table privacy_purpose_version (
  key text not null,
  version {int} not null,
  fields {json} not null,
  changed_at {time} not null,
  changed_by {id},
  primary key (key, version),
  foreign key (key) references privacy_purpose (key)
) {strict};

-- reference: what people read before they decide: of a purpose, `notice` the whole notice, `minors` the rules for minors
create table privacy_text (
  subject text not null,
  version {int} not null,
  -- Whether those who consented to the text before it are asked anew.
  material {bool} not null,
  title {json} not null,
  body {json} not null,
  published_at {time} not null,
  published_by {id},
  primary key (subject, version),
  constraint privacy_text_version check (version >= 1)
) {strict};

-- Every word someone gave on a purpose; nothing is taken out.
create table privacy_decision (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  purpose text not null,
  version {int} not null,
  answer text not null,
  at {time} not null,
  channel text not null,
  by_person {id},
  witness {id},
  guardian {id},
  primary key (district, id),
  constraint privacy_decision_answer check (answer in ('given', 'refused', 'withdrawn')),
  constraint privacy_decision_channel check (channel in ('portal', 'desk', 'paper', 'kiosk')),
  constraint privacy_decision_witness check (channel in ('portal', 'kiosk') or witness is not null)
) {strict};
create index privacy_decision_person on privacy_decision (district, person, at, id);

-- The last word of a person on a purpose.
create table privacy_standing (
  district {int} not null,
  person {id} not null,
  purpose text not null,
  decision {id} not null,
  answer text not null,
  version {int} not null,
  at {time} not null,
  primary key (district, person, purpose),
  foreign key (district, decision) references privacy_decision (district, id)
) {strict};

-- The numbers given in a year: the next one is taken by an update.
create table privacy_number (
  district {int} not null,
  series text not null,
  year {int} not null,
  last {int} not null,
  primary key (district, series, year)
) {strict};

-- What someone asks about their data, or a near relative about that of someone who died.
create table privacy_request (
  district {int} not null,
  id {id} not null,
  number text not null,
  person {id} not null,
  -- The home center of the person; null is the whole installation's.
  center {id},
  kind text not null,
  state text not null,
  channel text not null,
  asked_by {id},
  heir {bool} not null,
  relation text,
  relative text,
  evidence text,
  wish text,
  received_at {time} not null,
  due_on {date} not null,
  provisional {bool} not null,
  taken_by {id},
  taken_at {time},
  answered_by {id},
  answered_at {time},
  outcome text,
  law text,
  reason text,
  answer text,
  carry_out_at {time},
  done_at {time},
  primary key (district, id),
  unique (district, number),
  constraint privacy_request_state check (state in ('received', 'in_progress', 'answered', 'withdrawn')),
  constraint privacy_request_answer check (state <> 'answered' or (outcome is not null and answered_at is not null)),
  constraint privacy_request_heir check (heir = true or relation is null)
) {strict};
create index privacy_request_person on privacy_request (district, person, id);
create index privacy_request_due on privacy_request (district, state, due_on, id);

-- What one run of the retention did with one holding.
create table privacy_retention_run (
  district {int} not null,
  id {id} not null,
  at {time} not null,
  holding text not null,
  purpose text not null,
  ended_before {time} not null,
  changed {int} not null,
  primary key (district, id)
) {strict};
create index privacy_retention_run_at on privacy_retention_run (district, at, id);

-- Impact assessments. Kept at least three years, so nothing deletes them.
create table privacy_assessment (
  district {int} not null,
  id {id} not null,
  place {id} not null,
  state text not null,
  subject text not null,
  fields {json} not null,
  version {int} not null,
  author {id} not null,
  created_at {time} not null,
  reviewer {id},
  reviewed_at {time},
  review_note text,
  next_review {date},
  reminded_for {date},
  primary key (district, id),
  constraint privacy_assessment_state check (state in ('draft', 'submitted', 'approved', 'rejected')),
  constraint privacy_assessment_reviewer check (reviewer is null or reviewer <> author)
) {strict};
create index privacy_assessment_place on privacy_assessment (district, place, id);
create index privacy_assessment_review on privacy_assessment (district, state, next_review);

create table privacy_breach (
  district {int} not null,
  id {id} not null,
  number text not null,
  place {id} not null,
  state text not null,
  found_at {time} not null,
  fields {json} not null,
  version {int} not null,
  recorded_by {id} not null,
  recorded_at {time} not null,
  authority_told_at {time},
  authority_how text,
  persons_told_at {time},
  closed_at {time},
  primary key (district, id),
  unique (district, number),
  constraint privacy_breach_state check (state in ('open', 'closed'))
) {strict};
create index privacy_breach_place on privacy_breach (district, place, id);

-- Whose data it was, and when they were told.
create table privacy_breach_person (
  district {int} not null,
  breach {id} not null,
  person {id} not null,
  added_at {time} not null,
  told_at {time},
  primary key (district, breach, person),
  foreign key (district, breach) references privacy_breach (district, id)
) {strict};
create index privacy_breach_person_person on privacy_breach_person (person);

-- Who else got data, by which contract. Kept at least three years after its end, so nothing deletes it.
create table privacy_provision (
  district {int} not null,
  id {id} not null,
  place {id} not null,
  kind text not null,
  purpose text not null,
  receiver text not null,
  fields {json} not null,
  from_date {date} not null,
  until_date {date},
  recorded_by {id} not null,
  recorded_at {time} not null,
  ended_at {time},
  primary key (district, id),
  constraint privacy_provision_kind check (kind in ('entrusted', 'provided', 'joint')),
  constraint privacy_provision_dates check (until_date is null or until_date >= from_date)
) {strict};
create index privacy_provision_place on privacy_provision (district, place, id);
