// What other teams may build on. How the levels come about is this package's own.
export { type Level, StockLevels } from "./tasks/stock-levels.ts";
