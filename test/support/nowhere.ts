/** Where nobody listens: the system never hands out such a low port by itself, and no service has it. */
export const NOWHERE = "http://127.0.0.1:2";
