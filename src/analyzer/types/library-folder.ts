/** Where the checker is told that the standard library is: nothing is read there. */
export const LIBRARY_FOLDER = "/:library";
