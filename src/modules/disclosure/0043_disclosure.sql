-- A category in which nothing was ever published may be taken away again; items hold theirs fast.

GRANT DELETE ON catalogue_categories TO app;
