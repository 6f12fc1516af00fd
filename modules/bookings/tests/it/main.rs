mod season;
