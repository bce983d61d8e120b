-- Pages that named people and have left public view, by their day: phones ask for them (front/saved).

CREATE INDEX publications_left ON publications (leaves_on) WHERE leaves_on IS NOT NULL;
