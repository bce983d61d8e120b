-- Officers of the village's collective organisation (经联社) draft what the collective publishes, and nothing of the village's own.

UPDATE post_kinds
SET function = 'collective_drafter'
WHERE function = 'drafter' AND level = 'village' AND committee = 'collectiveOrganisation';
