/** Why a pickle cannot be read; never leaves this folder. */
export class PickleProblem extends Error {}
