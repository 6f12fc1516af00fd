//! Where people live, by age.
