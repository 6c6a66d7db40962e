import type { PodPlace } from "../../protocol/pod-place.ts";
import type { AttemptOutcome, AttemptPolicy, AttemptRequest, WorkerEvents } from "../worker/worker-api.ts";

/** Where attempts are made: in worker processes of this machine, say. It has so many seats, each for one at a time. */
export interface Executor {
  /**
   * Takes a seat; `undefined` when none is free.
   *
   * @param wants what the attempt needs of its seat
   * @param home none but this one will do: an attempt stands suspended in it
   */
  take(wants: SeatPolicy, home?: Seat): Seat | undefined;
  /**
   * Gives a seat back.
   *
   * @param suspended an attempt stands in it, to go on later
   */
  give(seat: Seat, suspended: boolean): void;
  /** Asks every attempt in progress to stop, and ends those that have not after a while. */
  stop(why: string): Promise<void>;
  /** Ends every attempt at once, with all that it started. */
  kill(): Promise<void>;
}

/** One that holds on to something for as long as a run goes on. */
export interface OpenExecutor extends Executor {
  /** Lets go of it. What is being made elsewhere is not ended by this. */
  close(): Promise<void>;
}

export type SeatPolicy = Pick<
  AttemptPolicy,
  "isolated" | "memoryLimit" | "debugPort" | "timeout" | "resources" | "kubernetes"
>;

/** Makes attempts, one at a time. Several can stand suspended in it meanwhile. */
export interface Seat {
  /** From 0. One that has ended is replaced by another at the same place. */
  readonly place: number;
  /** Its process; `undefined` where it has none, or could not be started. */
  readonly pid: number | undefined;
  /** Nothing can be made here any more, and what stood suspended here is lost. */
  readonly hasEnded: boolean;
  /** It holds an attempt to its timeout and its memory limit by itself; otherwise the run does. */
  readonly holdsToLimits: boolean;
  /**
   * Makes one attempt, until it ends or asks for more work. The seat's end is a way for it to fail, too.
   *
   * @param events takes what the task tells of itself meanwhile
   */
  execute(attempt: AttemptRequest, events: AttemptEvents): Promise<AttemptOutcome>;
  /** Goes on with an attempt that stands suspended here, now that what it asked for is made. */
  resume(attempt: AttemptRequest, events: AttemptEvents): Promise<AttemptOutcome>;
  /** Asks the attempt in progress to stop, and ends it when it has not after a while. */
  stop(why: string): Promise<void>;
  /** Ends it at once, with all that it started. */
  kill(): Promise<void>;
}

export interface AttemptEvents extends Omit<WorkerEvents, "planned" | "uncaught"> {
  /** It is made in a pod, which has begun. */
  placed(pod: PodPlace): void;
  /** Its task asks for what is there, and goes on with it. */
  asked(taskIds: readonly string[]): void;
}
