-- What a person was told. `values` are what the text of `code` names, in the reader's language when read.
create table notices_message (
  district {int} not null,
  id {id} not null,
  person {id} not null,
  at {time} not null,
  read_at {time},
  code text not null,
  text_values {json} not null,
  link text,
  sms text not null,
  primary key (district, id)
) {strict};
create index notices_message_person on notices_message (district, person, at, id);
create index notices_message_unread on notices_message (district, person, read_at);
