global using Microsoft.AspNetCore.Http.HttpResults;
global using Uso.ClientApi.Access;
global using Uso.ClientApi.Common;
global using Uso.ClientApi.Problems;
global using Uso.GrainInterfaces;
