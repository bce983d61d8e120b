-- Counters of an hour are not worth a write to disk with every visitor: after a crash they begin anew.
ALTER TABLE rate_limits SET UNLOGGED;
