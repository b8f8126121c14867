import { inject } from "vitest";
import { lifeCycle } from "./support/life-cycle";

lifeCycle("python", () => inject("python"));
