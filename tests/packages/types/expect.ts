/** `true` where the two types are the same, to the last modifier. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Does not compile where `_` is `false`. */
export function expectType<_ extends true>(): void {}
