/** Most milliseconds for one alert, however often it is tried: nothing that waits may stand for longer than 15 seconds. */
export const sendWithin = 10_000;
