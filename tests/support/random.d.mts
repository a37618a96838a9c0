/** The same numbers, from 0 up to 1, for the same seed. */
export function random(seed: number): () => number;
