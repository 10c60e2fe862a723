//! For tests only: a real PostgreSQL, a real SMTP server and a real browser, started and stopped.
