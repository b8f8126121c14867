/**
 * What changing a field does to what the resource stands for.
 *
 * - `update`: the API changes it in place.
 * - `replace`: the API can't change it; another one takes the place of the old.
 * - `setting`: it only steers this provider; the API is not told.
 */
export type Effect = "update" | "replace" | "setting";

/** A whole number: its unit, where it has one, and the least and the most it may be. */
export interface Quantity {
  unit?: "seconds" | "milliseconds";
  range: readonly [least: number, most: number];
}

/** What code that treats all facts alike sees of one. */
export interface Fact extends Partial<Quantity> {
  required?: true;
  /** The API's own default, or this provider's. */
  default?: unknown;
  /** What takes the place of a value that was left out, where no default does. */
  absent?: Absent;
  /** Never shown, and always encrypted in the state. */
  secret?: true;
  /** The API's integer for each word. */
  codes?: Readonly<Record<string, number>>;
  /** What an object, or each object of a list, holds. */
  parts?: Readonly<Record<string, Fact>>;
}

/**
 * Nothing, what is made up, what is derived and becomes an input, the platform's own default, or what follows
 * from the rest whenever it is needed, and is kept nowhere.
 */
type Absent = "nothing" | "madeUp" | "derived" | "platform" | "inferred";

/** What an optional property must say of its absence; an object may leave that to its parts. */
type Leave<Value> =
  | { default: Value }
  | { absent: Absent }
  | { parts: { [Part in keyof Value]-?: { default: NonNullable<Value[Part]> } } };

/** The facts that the type of a property asks for. */
export type FactOf<Owner, Name extends keyof Owner> = Fact &
  (undefined extends Owner[Name] ? Leave<NonNullable<Owner[Name]>> : { required: true }) &
  ([NonNullable<Owner[Name]>] extends [number] ? Quantity : unknown);

export type Facts<Owner> = { [Name in keyof Owner]-?: FactOf<Owner, Name> };
