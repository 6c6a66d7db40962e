/** Where it is kept which partitions are whole, in the database of the tables themselves. */
export const MARKERS = "pipewright_markers";
