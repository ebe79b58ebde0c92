-- Step 1, second part: the journal, local tables, indexes, derived columns and full text.

-- The journal
CREATE TABLE unit (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, actor TEXT NOT NULL, writer TEXT NOT NULL,
  reason TEXT NOT NULL, data_version INTEGER NOT NULL, undoes TEXT REFERENCES unit(id)
) STRICT;
CREATE INDEX unit_undoes ON unit(undoes) WHERE undoes IS NOT NULL;
CREATE TABLE op (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, unit TEXT NOT NULL REFERENCES unit(id), record TEXT NOT NULL,
  entity TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('create', 'set', 'void', 'resolve', 'erase')),
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
CREATE INDEX op_record ON op(record);
CREATE INDEX op_unit ON op(unit);
CREATE TABLE replaced (
  op TEXT NOT NULL, register TEXT NOT NULL, by TEXT NOT NULL, PRIMARY KEY (op, register, by)
) STRICT, WITHOUT ROWID;
CREATE INDEX replaced_by ON replaced(by);
CREATE TRIGGER unit_stays BEFORE DELETE ON unit BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER unit_fixed BEFORE UPDATE ON unit
  WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'erasing' AND value = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER op_stays BEFORE DELETE ON op BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER op_fixed BEFORE UPDATE ON op
  WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'erasing' AND value = OLD.record)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER replaced_stays BEFORE DELETE ON replaced BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Local, not journalled
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting (
  member TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (member, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE draft (
  id TEXT PRIMARY KEY, member TEXT NOT NULL, session TEXT NOT NULL, form TEXT NOT NULL, record TEXT, about TEXT,
  value TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Which row of a sheet became whom, for rows without an NHS number; `row` is a hash salted with this store's writer id.
CREATE TABLE intake_row (row TEXT PRIMARY KEY, person TEXT NOT NULL, unit TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  id TEXT PRIMARY KEY, member TEXT NOT NULL, pid INTEGER NOT NULL, host TEXT NOT NULL, started TEXT NOT NULL,
  seen TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, member TEXT NOT NULL, session TEXT NOT NULL, event TEXT NOT NULL,
  subject TEXT, detail TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit(subject, n);
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

-- Indexes
CREATE INDEX person_name ON person(sort_name);
-- The caseload's lists: what decides who is on one, then the order of names, then what the other
-- orders ask: no row of a person is read.
CREATE INDEX person_listed ON person(status, void, sort_name, restricted, coordinator, next_due, last_contact, next_planned,
  next_meeting, risk_band);
CREATE INDEX person_mine ON person(coordinator, status, void, sort_name);
CREATE INDEX person_due ON person(next_due);
CREATE INDEX person_place ON person(place, status, void, sort_name, restricted, coordinator);
CREATE INDEX person_practice ON person(practice, sort_name);
CREATE INDEX person_practice_open ON person(practice) WHERE status = 'open' AND void IS NULL;
CREATE INDEX person_nhs ON person(nhs_number);
CREATE INDEX person_born ON person(date_of_birth);
CREATE INDEX practice_code ON practice(code);
CREATE INDEX contact_person ON contact(person, at, void, read_by);
CREATE INDEX contact_at ON contact(at);
CREATE INDEX contact_to_copy ON contact(professional, at) WHERE copying = 'to copy';
CREATE INDEX contact_person_to_copy ON contact(person) WHERE copying = 'to copy';
CREATE INDEX amendment_contact ON amendment(contact);
CREATE INDEX action_person ON action(person, due);
CREATE INDEX action_open ON action(due) WHERE status IN ('planned', 'in progress', 'waiting');
CREATE INDEX action_agency ON action(agency, due);
CREATE INDEX action_owner ON action(professional, due);
CREATE INDEX message_person ON message(person);
CREATE INDEX message_waiting ON message(at) WHERE state = 'waiting';
CREATE INDEX planned_person ON planned(person, at);
CREATE INDEX planned_open ON planned(at) WHERE state = 'planned';
CREATE INDEX hospital_event_person ON hospital_event(person, at);
CREATE INDEX risk_score_person ON risk_score(person, run_date);
CREATE INDEX meeting_at ON meeting(at);
CREATE INDEX attendee_meeting ON attendee(meeting);
CREATE INDEX agenda_item_meeting ON agenda_item(meeting, position);
CREATE INDEX agenda_item_person ON agenda_item(person);
CREATE INDEX agenda_item_waiting ON agenda_item(meeting) WHERE carries = 1 AND carried_to IS NULL AND void IS NULL;
CREATE INDEX meeting_practice ON meeting(practice, at);
CREATE INDEX action_meeting ON action(meeting) WHERE meeting IS NOT NULL;
CREATE INDEX action_item ON action(item) WHERE item IS NOT NULL;
CREATE INDEX minutes_amendment_meeting ON minutes_amendment(meeting);
CREATE INDEX decision_item ON decision(item);
CREATE INDEX decision_person ON decision(person);
CREATE INDEX export_at ON export(at);
CREATE INDEX shared_person ON shared(person);
CREATE INDEX shared_export ON shared(export);
CREATE INDEX identifier_person ON identifier(person);
CREATE INDEX from_sheet_person ON from_sheet(person);
CREATE INDEX condition_person ON condition(person);
CREATE INDEX warning_person ON warning(person);
CREATE INDEX sharing_person ON sharing(person);
CREATE INDEX kept_document_person ON kept_document(person);
CREATE INDEX involvement_person ON involvement(person);
CREATE INDEX circle_person ON circle(person);
CREATE INDEX service_person ON service(person);
CREATE INDEX about_me_person ON about_me(person);
CREATE INDEX plan_person ON plan(person);
CREATE INDEX baseline_person ON baseline(person);
CREATE INDEX need_person ON need(person);
CREATE INDEX goal_person ON goal(person);
CREATE INDEX outcome_person ON outcome(person);
CREATE INDEX contingency_person ON contingency(person);

-- Derived columns of person
CREATE TRIGGER person_made AFTER INSERT ON person BEGIN
  UPDATE person SET sort_name = lower(family_name || ' ' || coalesce(given_name, '')),
    place = coalesce(locality, (SELECT p.locality FROM practice p WHERE p.id = person.practice)) WHERE n = NEW.n;
END;
CREATE TRIGGER person_named AFTER UPDATE OF family_name, given_name ON person BEGIN
  UPDATE person SET sort_name = lower(family_name || ' ' || coalesce(given_name, '')) WHERE n = NEW.n;
END;
CREATE TRIGGER person_placed AFTER UPDATE OF locality, practice ON person BEGIN
  UPDATE person SET place = coalesce(locality, (SELECT p.locality FROM practice p WHERE p.id = person.practice)) WHERE n = NEW.n;
END;
CREATE TRIGGER practice_placed AFTER UPDATE OF locality ON practice WHEN OLD.locality IS NOT NEW.locality BEGIN
  UPDATE person SET place = coalesce(locality, NEW.locality) WHERE practice = NEW.id;
END;
CREATE TRIGGER contact_counts AFTER INSERT ON contact WHEN NEW.person IS NOT NULL BEGIN
  UPDATE person SET last_contact = (SELECT max(c.at) FROM contact c WHERE c.person = person.id AND c.void IS NULL AND c.error = 0 AND c.reached = 'yes'),
    last_attempt = (SELECT max(c.at) FROM contact c WHERE c.person = person.id AND c.void IS NULL AND c.error = 0 AND c.reached IS NOT NULL),
    to_copy = (SELECT count(*) FROM contact c WHERE c.person = person.id AND c.void IS NULL AND c.error = 0 AND c.copying = 'to copy') WHERE id = NEW.person;
END;
CREATE TRIGGER contact_recounts AFTER UPDATE OF person, void, error, reached, at, copying ON contact BEGIN
  UPDATE person SET last_contact = (SELECT max(c.at) FROM contact c WHERE c.person = person.id AND c.void IS NULL AND c.error = 0 AND c.reached = 'yes'),
    last_attempt = (SELECT max(c.at) FROM contact c WHERE c.person = person.id AND c.void IS NULL AND c.error = 0 AND c.reached IS NOT NULL),
    to_copy = (SELECT count(*) FROM contact c WHERE c.person = person.id AND c.void IS NULL AND c.error = 0 AND c.copying = 'to copy') WHERE id IN (OLD.person, NEW.person);
END;
CREATE TRIGGER action_counts AFTER INSERT ON action WHEN NEW.person IS NOT NULL BEGIN
  UPDATE person SET next_due = (SELECT min(a.due) FROM action a WHERE a.person = person.id AND a.void IS NULL AND a.status IN ('planned', 'in progress', 'waiting')),
    open_actions = (SELECT count(*) FROM action a WHERE a.person = person.id AND a.void IS NULL AND a.status IN ('planned', 'in progress', 'waiting')) WHERE id = NEW.person;
END;
CREATE TRIGGER action_recounts AFTER UPDATE OF person, void, status, due ON action BEGIN
  UPDATE person SET next_due = (SELECT min(a.due) FROM action a WHERE a.person = person.id AND a.void IS NULL AND a.status IN ('planned', 'in progress', 'waiting')),
    open_actions = (SELECT count(*) FROM action a WHERE a.person = person.id AND a.void IS NULL AND a.status IN ('planned', 'in progress', 'waiting')) WHERE id IN (OLD.person, NEW.person);
END;
CREATE TRIGGER planned_counts AFTER INSERT ON planned WHEN NEW.person IS NOT NULL BEGIN
  UPDATE person SET next_planned = (SELECT min(v.at) FROM planned v WHERE v.person = person.id AND v.void IS NULL AND v.state = 'planned') WHERE id = NEW.person;
END;
CREATE TRIGGER planned_recounts AFTER UPDATE OF person, void, state, at ON planned BEGIN
  UPDATE person SET next_planned = (SELECT min(v.at) FROM planned v WHERE v.person = person.id AND v.void IS NULL AND v.state = 'planned') WHERE id IN (OLD.person, NEW.person);
END;
CREATE TRIGGER message_counts AFTER INSERT ON message WHEN NEW.person IS NOT NULL BEGIN
  UPDATE person SET messages = (SELECT count(*) FROM message m WHERE m.person = person.id AND m.void IS NULL AND m.state = 'waiting') WHERE id = NEW.person;
END;
CREATE TRIGGER message_recounts AFTER UPDATE OF person, void, state ON message BEGIN
  UPDATE person SET messages = (SELECT count(*) FROM message m WHERE m.person = person.id AND m.void IS NULL AND m.state = 'waiting') WHERE id IN (OLD.person, NEW.person);
END;
CREATE TRIGGER warning_counts AFTER INSERT ON warning WHEN NEW.person IS NOT NULL BEGIN
  UPDATE person SET warnings = (SELECT count(*) FROM warning w WHERE w.person = person.id AND w.void IS NULL AND w.ended IS NULL) WHERE id = NEW.person;
END;
CREATE TRIGGER warning_recounts AFTER UPDATE OF person, void, ended ON warning BEGIN
  UPDATE person SET warnings = (SELECT count(*) FROM warning w WHERE w.person = person.id AND w.void IS NULL AND w.ended IS NULL) WHERE id IN (OLD.person, NEW.person);
END;
CREATE TRIGGER plan_counts AFTER INSERT ON plan WHEN NEW.person IS NOT NULL BEGIN
  UPDATE person SET review_due = (SELECT min(p.review_on) FROM plan p WHERE p.person = person.id AND p.void IS NULL) WHERE id = NEW.person;
END;
CREATE TRIGGER plan_recounts AFTER UPDATE OF person, void, review_on ON plan BEGIN
  UPDATE person SET review_due = (SELECT min(p.review_on) FROM plan p WHERE p.person = person.id AND p.void IS NULL) WHERE id IN (OLD.person, NEW.person);
END;
CREATE TRIGGER risk_score_counts AFTER INSERT ON risk_score WHEN NEW.person IS NOT NULL BEGIN
  UPDATE person SET risk_band = (SELECT r.band FROM risk_score r WHERE r.person = person.id AND r.void IS NULL ORDER BY r.run_date DESC, r.n DESC LIMIT 1),
    risk_score = (SELECT r.score FROM risk_score r WHERE r.person = person.id AND r.void IS NULL ORDER BY r.run_date DESC, r.n DESC LIMIT 1),
    risk_before = (SELECT coalesce(r.band_before, (SELECT q.band FROM risk_score q WHERE q.person = r.person AND q.void IS NULL AND q.run_date < r.run_date ORDER BY q.run_date DESC, q.n DESC LIMIT 1)) FROM risk_score r WHERE r.person = person.id AND r.void IS NULL ORDER BY r.run_date DESC, r.n DESC LIMIT 1) WHERE id = NEW.person;
END;
CREATE TRIGGER risk_score_recounts AFTER UPDATE OF person, void ON risk_score BEGIN
  UPDATE person SET risk_band = (SELECT r.band FROM risk_score r WHERE r.person = person.id AND r.void IS NULL ORDER BY r.run_date DESC, r.n DESC LIMIT 1),
    risk_score = (SELECT r.score FROM risk_score r WHERE r.person = person.id AND r.void IS NULL ORDER BY r.run_date DESC, r.n DESC LIMIT 1),
    risk_before = (SELECT coalesce(r.band_before, (SELECT q.band FROM risk_score q WHERE q.person = r.person AND q.void IS NULL AND q.run_date < r.run_date ORDER BY q.run_date DESC, q.n DESC LIMIT 1)) FROM risk_score r WHERE r.person = person.id AND r.void IS NULL ORDER BY r.run_date DESC, r.n DESC LIMIT 1) WHERE id IN (OLD.person, NEW.person);
END;
CREATE TRIGGER agenda_item_counts AFTER INSERT ON agenda_item WHEN NEW.person IS NOT NULL BEGIN
  UPDATE person SET next_meeting = (SELECT min(m.at) FROM agenda_item i JOIN meeting m ON m.id = i.meeting WHERE i.person = person.id AND i.void IS NULL AND i.state = 'listed' AND m.void IS NULL AND m.status IN ('planned', 'running')) WHERE id = NEW.person;
END;
CREATE TRIGGER agenda_item_recounts AFTER UPDATE OF person, void, state, meeting ON agenda_item BEGIN
  UPDATE person SET next_meeting = (SELECT min(m.at) FROM agenda_item i JOIN meeting m ON m.id = i.meeting WHERE i.person = person.id AND i.void IS NULL AND i.state = 'listed' AND m.void IS NULL AND m.status IN ('planned', 'running')) WHERE id IN (OLD.person, NEW.person);
END;
CREATE TRIGGER meeting_recounts AFTER UPDATE OF status, at, void ON meeting BEGIN
  UPDATE person SET next_meeting = (SELECT min(m.at) FROM agenda_item i JOIN meeting m ON m.id = i.meeting WHERE i.person = person.id AND i.void IS NULL AND i.state = 'listed' AND m.void IS NULL AND m.status IN ('planned', 'running'))
    WHERE id IN (SELECT i.person FROM agenda_item i WHERE i.meeting = NEW.id);
END;

-- Derived columns of contact
CREATE TRIGGER amendment_marks AFTER INSERT ON amendment BEGIN
  UPDATE contact SET amended = EXISTS (SELECT 1 FROM amendment a WHERE a.contact = contact.id AND a.void IS NULL AND a.kind = 'amended'),
    error = EXISTS (SELECT 1 FROM amendment a WHERE a.contact = contact.id AND a.void IS NULL AND a.kind = 'entered in error') WHERE id = NEW.contact;
END;
CREATE TRIGGER amendment_remarks AFTER UPDATE OF void ON amendment BEGIN
  UPDATE contact SET amended = EXISTS (SELECT 1 FROM amendment a WHERE a.contact = contact.id AND a.void IS NULL AND a.kind = 'amended'),
    error = EXISTS (SELECT 1 FROM amendment a WHERE a.contact = contact.id AND a.void IS NULL AND a.kind = 'entered in error') WHERE id = NEW.contact;
END;

-- Full text. Apostrophes of four kinds are both a space and nothing: "O'Hara" is found by "hara" and by "ohara".
CREATE VIRTUAL TABLE find_person USING fts5(name, relatives, numbers, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE VIRTUAL TABLE find_contact USING fts5(words, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 2", prefix='3');
CREATE VIRTUAL TABLE find_action USING fts5(words, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 2", prefix='3');
CREATE TRIGGER find_person_new AFTER INSERT ON person BEGIN
  INSERT INTO find_person(rowid, name, relatives, numbers)
    SELECT p.n, replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      coalesce(p.nhs_number, '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.phone, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.mobile, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(c.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL AND c.phone IS NOT NULL), '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(i.value, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM identifier i WHERE i.person = p.id AND i.void IS NULL), '')
    FROM person p WHERE p.n = NEW.n AND p.void IS NULL;
END;
CREATE TRIGGER find_person_again AFTER UPDATE OF family_name, given_name, preferred_name, nhs_number, phone, mobile, void ON person BEGIN
  DELETE FROM find_person WHERE rowid = NEW.n;
  INSERT INTO find_person(rowid, name, relatives, numbers)
    SELECT p.n, replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      coalesce(p.nhs_number, '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.phone, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.mobile, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(c.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL AND c.phone IS NOT NULL), '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(i.value, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM identifier i WHERE i.person = p.id AND i.void IS NULL), '')
    FROM person p WHERE p.n = NEW.n AND p.void IS NULL;
END;
CREATE TRIGGER find_person_circle_new AFTER INSERT ON circle BEGIN
  DELETE FROM find_person WHERE rowid = (SELECT n FROM person WHERE id = NEW.person);
  INSERT INTO find_person(rowid, name, relatives, numbers)
    SELECT p.n, replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      coalesce(p.nhs_number, '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.phone, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.mobile, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(c.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL AND c.phone IS NOT NULL), '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(i.value, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM identifier i WHERE i.person = p.id AND i.void IS NULL), '')
    FROM person p WHERE p.id = NEW.person AND p.void IS NULL;
END;
CREATE TRIGGER find_person_circle_again AFTER UPDATE OF name, relationship, phone, person, void ON circle BEGIN
  DELETE FROM find_person WHERE rowid IN (SELECT n FROM person WHERE id IN (OLD.person, NEW.person));
  INSERT INTO find_person(rowid, name, relatives, numbers)
    SELECT p.n, replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      coalesce(p.nhs_number, '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.phone, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.mobile, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(c.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL AND c.phone IS NOT NULL), '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(i.value, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM identifier i WHERE i.person = p.id AND i.void IS NULL), '')
    FROM person p WHERE p.id IN (OLD.person, NEW.person) AND p.void IS NULL;
END;
CREATE TRIGGER find_person_identifier_new AFTER INSERT ON identifier BEGIN
  DELETE FROM find_person WHERE rowid = (SELECT n FROM person WHERE id = NEW.person);
  INSERT INTO find_person(rowid, name, relatives, numbers)
    SELECT p.n, replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      coalesce(p.nhs_number, '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.phone, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.mobile, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(c.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL AND c.phone IS NOT NULL), '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(i.value, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM identifier i WHERE i.person = p.id AND i.void IS NULL), '')
    FROM person p WHERE p.id = NEW.person AND p.void IS NULL;
END;
CREATE TRIGGER find_person_identifier_again AFTER UPDATE OF value, person, void ON identifier BEGIN
  DELETE FROM find_person WHERE rowid IN (SELECT n FROM person WHERE id IN (OLD.person, NEW.person));
  INSERT INTO find_person(rowid, name, relatives, numbers)
    SELECT p.n, replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(p.family_name, '') || ' ' || coalesce(p.given_name, '') || ' ' || coalesce(p.preferred_name, ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce((SELECT group_concat(c.name || ' ' || coalesce(c.relationship, ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', ''),
      coalesce(p.nhs_number, '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.phone, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || replace(replace(replace(replace(replace(replace(replace(coalesce(p.mobile, ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(c.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM circle c WHERE c.person = p.id AND c.void IS NULL AND c.phone IS NOT NULL), '') || ' ' || coalesce((SELECT group_concat(replace(replace(replace(replace(replace(replace(replace(i.value, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), ' ') FROM identifier i WHERE i.person = p.id AND i.void IS NULL), '')
    FROM person p WHERE p.id IN (OLD.person, NEW.person) AND p.void IS NULL;
END;
CREATE TRIGGER find_contact_new AFTER INSERT ON contact BEGIN
  INSERT INTO find_contact(rowid, words) SELECT c.n, replace(replace(replace(replace(coalesce(c.note, '') || ' ' || coalesce(c.own_words, '') || ' ' || coalesce(c.outcome, '') || ' ' || coalesce(c.purpose, '') || ' ' || coalesce(c.with_whom, '') || ' ' || coalesce((SELECT group_concat(coalesce(a.note, ''), ' ') FROM amendment a WHERE a.contact = c.id AND a.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(c.note, '') || ' ' || coalesce(c.own_words, '') || ' ' || coalesce(c.outcome, '') || ' ' || coalesce(c.purpose, '') || ' ' || coalesce(c.with_whom, '') || ' ' || coalesce((SELECT group_concat(coalesce(a.note, ''), ' ') FROM amendment a WHERE a.contact = c.id AND a.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', '') FROM contact c WHERE c.n = NEW.n AND c.void IS NULL;
END;
CREATE TRIGGER find_contact_again AFTER UPDATE OF note, own_words, outcome, purpose, with_whom, void ON contact BEGIN
  DELETE FROM find_contact WHERE rowid = NEW.n;
  INSERT INTO find_contact(rowid, words) SELECT c.n, replace(replace(replace(replace(coalesce(c.note, '') || ' ' || coalesce(c.own_words, '') || ' ' || coalesce(c.outcome, '') || ' ' || coalesce(c.purpose, '') || ' ' || coalesce(c.with_whom, '') || ' ' || coalesce((SELECT group_concat(coalesce(a.note, ''), ' ') FROM amendment a WHERE a.contact = c.id AND a.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(c.note, '') || ' ' || coalesce(c.own_words, '') || ' ' || coalesce(c.outcome, '') || ' ' || coalesce(c.purpose, '') || ' ' || coalesce(c.with_whom, '') || ' ' || coalesce((SELECT group_concat(coalesce(a.note, ''), ' ') FROM amendment a WHERE a.contact = c.id AND a.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', '') FROM contact c WHERE c.n = NEW.n AND c.void IS NULL;
END;
CREATE TRIGGER find_amendment_new AFTER INSERT ON amendment BEGIN
  DELETE FROM find_contact WHERE rowid = (SELECT n FROM contact WHERE id = NEW.contact);
  INSERT INTO find_contact(rowid, words) SELECT c.n, replace(replace(replace(replace(coalesce(c.note, '') || ' ' || coalesce(c.own_words, '') || ' ' || coalesce(c.outcome, '') || ' ' || coalesce(c.purpose, '') || ' ' || coalesce(c.with_whom, '') || ' ' || coalesce((SELECT group_concat(coalesce(a.note, ''), ' ') FROM amendment a WHERE a.contact = c.id AND a.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(c.note, '') || ' ' || coalesce(c.own_words, '') || ' ' || coalesce(c.outcome, '') || ' ' || coalesce(c.purpose, '') || ' ' || coalesce(c.with_whom, '') || ' ' || coalesce((SELECT group_concat(coalesce(a.note, ''), ' ') FROM amendment a WHERE a.contact = c.id AND a.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', '') FROM contact c WHERE c.id = NEW.contact AND c.void IS NULL;
END;
CREATE TRIGGER find_amendment_again AFTER UPDATE OF note, void ON amendment BEGIN
  DELETE FROM find_contact WHERE rowid = (SELECT n FROM contact WHERE id = NEW.contact);
  INSERT INTO find_contact(rowid, words) SELECT c.n, replace(replace(replace(replace(coalesce(c.note, '') || ' ' || coalesce(c.own_words, '') || ' ' || coalesce(c.outcome, '') || ' ' || coalesce(c.purpose, '') || ' ' || coalesce(c.with_whom, '') || ' ' || coalesce((SELECT group_concat(coalesce(a.note, ''), ' ') FROM amendment a WHERE a.contact = c.id AND a.void IS NULL), ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(c.note, '') || ' ' || coalesce(c.own_words, '') || ' ' || coalesce(c.outcome, '') || ' ' || coalesce(c.purpose, '') || ' ' || coalesce(c.with_whom, '') || ' ' || coalesce((SELECT group_concat(coalesce(a.note, ''), ' ') FROM amendment a WHERE a.contact = c.id AND a.void IS NULL), ''), '''', ''), '’', ''), 'ʼ', ''), '`', '') FROM contact c WHERE c.id = NEW.contact AND c.void IS NULL;
END;
CREATE TRIGGER find_action_new AFTER INSERT ON action BEGIN
  INSERT INTO find_action(rowid, words) SELECT a.n, replace(replace(replace(replace(coalesce(a.what, '') || ' ' || coalesce(a.owner_words, '') || ' ' || coalesce(a.outcome, '') || ' ' || coalesce(a.waiting_on, ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(a.what, '') || ' ' || coalesce(a.owner_words, '') || ' ' || coalesce(a.outcome, '') || ' ' || coalesce(a.waiting_on, ''), '''', ''), '’', ''), 'ʼ', ''), '`', '') FROM action a WHERE a.n = NEW.n AND a.void IS NULL;
END;
CREATE TRIGGER find_action_again AFTER UPDATE OF what, owner_words, outcome, waiting_on, void ON action BEGIN
  DELETE FROM find_action WHERE rowid = NEW.n;
  INSERT INTO find_action(rowid, words) SELECT a.n, replace(replace(replace(replace(coalesce(a.what, '') || ' ' || coalesce(a.owner_words, '') || ' ' || coalesce(a.outcome, '') || ' ' || coalesce(a.waiting_on, ''), '''', ' '), '’', ' '), 'ʼ', ' '), '`', ' ') || ' ' || replace(replace(replace(replace(coalesce(a.what, '') || ' ' || coalesce(a.owner_words, '') || ' ' || coalesce(a.outcome, '') || ' ' || coalesce(a.waiting_on, ''), '''', ''), '’', ''), 'ʼ', ''), '`', '') FROM action a WHERE a.n = NEW.n AND a.void IS NULL;
END;
