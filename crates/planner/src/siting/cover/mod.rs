//! How many homes some sites cover, and how few sites cover them all.
