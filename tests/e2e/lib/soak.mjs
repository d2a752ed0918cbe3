// How often, and how much: short in `make test`, long in `make soak`, which prints its figures.

export const SOAK = process.env.SPACEWARD_SOAK === "1";

/** The short number, or the long one in a soak. */
export const often = (short, long) => (SOAK ? long : short);

/** A line of figures, in a soak and otherwise. */
export const figures = (line) => console.log(`# ${line}`);
