// Says what is wrong with the environment of `npm start` before minutes are spent on a build.
import { ConfigError, readConfig } from '../src/local/config.ts';

try {
  readConfig(process.env);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
