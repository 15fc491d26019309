import { view as explore } from './explore'
import { view as sql } from './sql'
import { view as trace } from './trace'
import { view as traces } from './traces'
import type { View } from './View'
import { view as welcome } from './welcome'

/** All places of the program, in the order of the bar. */
export const views: View[] = [welcome, traces, trace, explore, sql]
