/** Where a fact comes from: a page we read, behaviour people reported, or our own guess. */
export type Known = 'documented' | 'observed' | 'guessed'
