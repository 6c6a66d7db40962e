export { RedisMarker, type RedisOptions } from "./redis-marker.ts";
