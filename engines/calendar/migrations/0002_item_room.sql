-- Where a thing stands that can not be carried: it is had with that room alone.
alter table calendar_item add column room {id};
