/** How many times the work of a size is that of the size before. */
export const growthFactor = 4;
