-- Whoever has a series is asked from time to time whether it is still needed.
-- From when the weeks are counted: its first date, or when it was last said to be needed.
alter table bookings_series add column needed_at {time};
-- Asked; without an answer until then, what comes after is given back.
alter table bookings_series add column answer_by {time};
