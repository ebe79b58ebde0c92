-- Step 1, first part: the entities, as caretui.store.models.ddl writes them.

CREATE TABLE locality (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  name TEXT,
  source TEXT,
  successor TEXT REFERENCES locality(id) DEFERRABLE INITIALLY DEFERRED,
  opened TEXT,
  closed TEXT
) STRICT;

CREATE TABLE practice (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  name TEXT,
  code TEXT,
  address TEXT,
  postcode TEXT,
  phone TEXT,
  status TEXT,
  successor TEXT REFERENCES practice(id) DEFERRABLE INITIALLY DEFERRED,
  opened TEXT,
  closed TEXT,
  locality TEXT REFERENCES locality(id) DEFERRABLE INITIALLY DEFERRED,
  locality_reason TEXT,
  meeting_status TEXT,
  meeting_target TEXT,
  meeting_live TEXT,
  epraccur_of TEXT,
  epcn_of TEXT
) STRICT;

CREATE TABLE agency (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  name TEXT,
  short TEXT,
  kind TEXT,
  phone TEXT,
  email TEXT,
  successor TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  note TEXT,
  opened TEXT,
  closed TEXT
) STRICT;

CREATE TABLE professional (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  name TEXT,
  role TEXT,
  team TEXT,
  agency TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  phone TEXT,
  email TEXT,
  started TEXT,
  left_on TEXT
) STRICT;

CREATE TABLE member (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  name TEXT,
  role TEXT,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  locality TEXT REFERENCES locality(id) DEFERRABLE INITIALLY DEFERRED,
  removed TEXT
) STRICT;

CREATE TABLE person (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  family_name TEXT,
  given_name TEXT,
  preferred_name TEXT,
  title TEXT,
  date_of_birth TEXT,
  birth_estimated INTEGER,
  date_of_death TEXT,
  kindness_owed TEXT,
  nhs_number TEXT,
  sex TEXT,
  gender_identity TEXT,
  ethnic_category TEXT,
  address TEXT,
  postcode TEXT,
  phone TEXT,
  mobile TEXT,
  email TEXT,
  phone_note TEXT,
  language TEXT,
  interpreter TEXT,
  communication_needs TEXT,
  large_print INTEGER,
  accommodation TEXT,
  living_situation TEXT,
  access TEXT,
  key_safe TEXT,
  practice TEXT REFERENCES practice(id) DEFERRABLE INITIALLY DEFERRED,
  locality TEXT REFERENCES locality(id) DEFERRABLE INITIALLY DEFERRED,
  locality_reason TEXT,
  contact_interval INTEGER,
  in_hospital_since TEXT,
  hospital TEXT,
  hospital_reason TEXT,
  home_since TEXT,
  told_on TEXT,
  told_how TEXT,
  coordinator TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  coordinator_since TEXT,
  handover_note TEXT,
  restricted INTEGER,
  restricted_reason TEXT,
  status TEXT,
  status_reason TEXT,
  status_since TEXT,
  in_one_line TEXT,
  situation TEXT,
  sort_name TEXT,
  place TEXT,
  last_contact TEXT,
  last_attempt TEXT,
  next_due TEXT,
  open_actions INTEGER NOT NULL DEFAULT 0,
  next_planned TEXT,
  next_meeting TEXT,
  messages INTEGER NOT NULL DEFAULT 0,
  to_copy INTEGER NOT NULL DEFAULT 0,
  warnings INTEGER NOT NULL DEFAULT 0,
  review_due TEXT,
  risk_band TEXT,
  risk_score REAL,
  risk_before TEXT
) STRICT;

CREATE TABLE identifier (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT,
  value TEXT
) STRICT;

CREATE TABLE from_sheet (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  heading TEXT,
  words TEXT,
  source TEXT
) STRICT;

CREATE TABLE condition (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT,
  since TEXT,
  note TEXT,
  ended TEXT,
  ended_why TEXT
) STRICT;

CREATE TABLE warning (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT,
  words TEXT,
  evidence TEXT,
  audience TEXT,
  agencies TEXT,
  agreed_by TEXT,
  told_person INTEGER,
  review_on TEXT,
  ended TEXT,
  ended_why TEXT
) STRICT;

CREATE TABLE sharing (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT,
  agency TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  circle TEXT REFERENCES circle(id) DEFERRABLE INITIALLY DEFERRED,
  scope TEXT,
  reason TEXT,
  approver TEXT,
  since TEXT,
  until TEXT
) STRICT;

CREATE TABLE kept_document (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT,
  dated TEXT,
  where_kept TEXT,
  attorney TEXT,
  ended TEXT,
  ended_why TEXT
) STRICT;

CREATE TABLE involvement (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  programme TEXT,
  stage TEXT,
  stage_since TEXT,
  lead_agency TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  case_manager TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  started TEXT,
  ended TEXT,
  ended_why TEXT
) STRICT;

CREATE TABLE circle (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT,
  relationship TEXT,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  agency TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  phone TEXT,
  email TEXT,
  note TEXT,
  carer INTEGER,
  next_of_kin INTEGER,
  emergency_contact INTEGER,
  lives_with INTEGER,
  ended TEXT,
  ended_why TEXT
) STRICT;

CREATE TABLE service (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  provider TEXT,
  agency TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  circle TEXT REFERENCES circle(id) DEFERRABLE INITIALLY DEFERRED,
  what TEXT,
  days TEXT,
  time TEXT,
  words TEXT,
  started TEXT,
  ended TEXT,
  ended_why TEXT
) STRICT;

CREATE TABLE about_me (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  matters TEXT,
  who_matters TEXT,
  how_communicate TEXT,
  wellness TEXT,
  please_do TEXT,
  please_dont TEXT,
  how_support TEXT,
  also_know TEXT,
  strengths TEXT,
  about_date TEXT,
  supported_by TEXT
) STRICT;

CREATE TABLE plan (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  plan_date TEXT,
  agreed_with TEXT,
  agreed_on TEXT,
  review_on TEXT,
  review_by TEXT
) STRICT;

CREATE TABLE baseline (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  count INTEGER,
  what TEXT,
  since TEXT,
  until TEXT,
  source TEXT,
  phase TEXT
) STRICT;

CREATE TABLE need (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  words TEXT,
  closed_on TEXT
) STRICT;

CREATE TABLE goal (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  words TEXT,
  need TEXT REFERENCES need(id) DEFERRABLE INITIALLY DEFERRED,
  importance INTEGER,
  closed_on TEXT
) STRICT;

CREATE TABLE action (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  what TEXT,
  goal TEXT REFERENCES goal(id) DEFERRABLE INITIALLY DEFERRED,
  agency TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  circle TEXT REFERENCES circle(id) DEFERRABLE INITIALLY DEFERRED,
  owner_words TEXT,
  due TEXT,
  repeat TEXT,
  repeat_until TEXT,
  status TEXT,
  waiting_on TEXT,
  waiting_since TEXT,
  chase_on TEXT,
  completed_at TEXT,
  outcome TEXT,
  confidence INTEGER,
  review_on TEXT,
  milestone INTEGER,
  asked_on TEXT,
  asked_by TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  meeting TEXT REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
  item TEXT REFERENCES agenda_item(id) DEFERRABLE INITIALLY DEFERRED,
  contact TEXT REFERENCES contact(id) DEFERRABLE INITIALLY DEFERRED,
  chased_on TEXT,
  chased_words TEXT,
  chased_times INTEGER,
  handed_from TEXT,
  handed_on TEXT,
  handed_why TEXT
) STRICT;

CREATE TABLE outcome (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  words TEXT,
  said_by TEXT,
  said_on TEXT,
  goal TEXT REFERENCES goal(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE contingency (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  trigger TEXT,
  do TEXT,
  whom TEXT,
  coping TEXT,
  early_signs TEXT,
  advance_statement TEXT,
  closed_on TEXT
) STRICT;

CREATE TABLE contact (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT,
  recorded_at TEXT,
  minutes INTEGER,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  by TEXT,
  recorded_by TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  agency TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  agency_name TEXT,
  method TEXT,
  direction TEXT,
  reached TEXT,
  with_whom TEXT,
  circle TEXT REFERENCES circle(id) DEFERRABLE INITIALLY DEFERRED,
  note TEXT,
  own_words TEXT,
  outcome TEXT,
  purpose TEXT,
  read_by TEXT,
  planned TEXT REFERENCES planned(id) DEFERRABLE INITIALLY DEFERRED,
  meeting TEXT REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
  source TEXT,
  copying TEXT,
  error INTEGER NOT NULL DEFAULT 0,
  amended INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE amendment (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  contact TEXT REFERENCES contact(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT,
  note TEXT,
  reason TEXT,
  by TEXT,
  member TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT
) STRICT;

CREATE TABLE message (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT,
  by TEXT,
  member TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  words TEXT,
  phone TEXT,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT,
  answered_at TEXT,
  contact TEXT REFERENCES contact(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE planned (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT,
  purpose TEXT,
  at TEXT,
  minutes INTEGER,
  place TEXT,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  with_whom TEXT,
  circle TEXT REFERENCES circle(id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT,
  contact TEXT REFERENCES contact(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE hospital_event (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT,
  at TEXT,
  place TEXT,
  admission_method TEXT,
  note TEXT,
  source TEXT,
  discharged_at TEXT
) STRICT;

CREATE TABLE risk_score (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  tool TEXT,
  version TEXT,
  run_date TEXT,
  score REAL,
  unit TEXT,
  band TEXT,
  band_before TEXT
) STRICT;

CREATE TABLE meeting (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  practice TEXT REFERENCES practice(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT,
  place TEXT,
  also TEXT,
  at TEXT,
  minutes INTEGER,
  chair TEXT,
  chair_professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  status TEXT,
  started_at TEXT,
  ended_at TEXT,
  why TEXT,
  item TEXT REFERENCES agenda_item(id) DEFERRABLE INITIALLY DEFERRED,
  here_since TEXT,
  guests TEXT,
  list_sent_at TEXT,
  minutes_status TEXT,
  approved_by TEXT,
  approved_at TEXT,
  issued_at TEXT,
  series TEXT
) STRICT;

CREATE TABLE attendee (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  meeting TEXT REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT,
  role TEXT,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  agency TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  circle TEXT REFERENCES circle(id) DEFERRABLE INITIALLY DEFERRED,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  attendance TEXT,
  substitute TEXT
) STRICT;

CREATE TABLE agenda_item (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  meeting TEXT REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER,
  source TEXT,
  reasons TEXT,
  basis TEXT,
  asked_by TEXT,
  carried_from TEXT REFERENCES agenda_item(id) DEFERRABLE INITIALLY DEFERRED,
  deferred_count INTEGER,
  state TEXT,
  state_why TEXT,
  carries INTEGER,
  not_before TEXT,
  carried_to TEXT REFERENCES agenda_item(id) DEFERRABLE INITIALLY DEFERRED,
  told INTEGER,
  nothing_to_add INTEGER,
  say TEXT,
  update_note TEXT,
  view TEXT,
  situation_then TEXT,
  to_date_then TEXT,
  lead TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  seconds INTEGER
) STRICT;

CREATE TABLE decision (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  item TEXT REFERENCES agenda_item(id) DEFERRABLE INITIALLY DEFERRED,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  meeting TEXT REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
  level TEXT,
  onward TEXT,
  back TEXT,
  back_on TEXT,
  why TEXT,
  at TEXT,
  by TEXT,
  member TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE minutes_amendment (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  meeting TEXT REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
  item TEXT REFERENCES agenda_item(id) DEFERRABLE INITIALLY DEFERRED,
  words TEXT,
  reason TEXT,
  by TEXT,
  member TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT
) STRICT;

CREATE TABLE saved_view (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  member TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT,
  filter_text TEXT,
  sort TEXT,
  area TEXT
) STRICT;

CREATE TABLE export (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  kind TEXT,
  format TEXT,
  file_name TEXT,
  folder TEXT,
  people INTEGER,
  withheld INTEGER,
  member TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  by TEXT,
  at TEXT,
  recipient TEXT,
  agency TEXT REFERENCES agency(id) DEFERRABLE INITIALLY DEFERRED,
  professional TEXT REFERENCES professional(id) DEFERRABLE INITIALLY DEFERRED,
  purpose TEXT,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  meeting TEXT REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
  expires TEXT,
  removed_at TEXT
) STRICT;

CREATE TABLE shared (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  void TEXT,
  export TEXT REFERENCES export(id) DEFERRABLE INITIALLY DEFERRED,
  person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE append_only (entity TEXT PRIMARY KEY, changeable TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO append_only(entity, changeable) VALUES
  ('contact', 'Copying'),
  ('amendment', ''),
  ('hospital_event', 'Discharge'),
  ('risk_score', ''),
  ('decision', ''),
  ('minutes_amendment', ''),
  ('shared', '');
