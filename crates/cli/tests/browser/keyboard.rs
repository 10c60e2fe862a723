//! The main flows by keys alone: no pointer is touched. After each the focus is where the person was, never nowhere.

mod apps_and_permissions;
mod company_and_projects;
mod customers_and_vendors;
mod shared_workspaces;
mod sites_and_projects;
