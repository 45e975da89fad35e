// The database's own clock in epoch milliseconds: leases and handovers between runners must not depend on which relay
// process answers.

export const nowMs = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

/** background runs keep off this long after the user's pane was seen */
export const paneKeepsMs = 10 * 60_000;
