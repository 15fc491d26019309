import { PROBLEMS, type Problem } from '../../../preload/contract/trace'

/** Bit n stands for `PROBLEMS[n]`. */
export const PROBLEM_BITS = Object.fromEntries(PROBLEMS.map((problem, index) => [problem, 1 << index])) as Record<
  Problem,
  number
>
