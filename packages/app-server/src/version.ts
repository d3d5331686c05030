// The version of the protocol this server speaks. Clients read it out of the user agent, so it stands for that only.

export const protocolVersion = '0.169.0';
