# syntax=docker/dockerfile:1
# A silo, which is the program that migrates too. From the root of the repository: docker build -f deploy/docker/silo.Dockerfile -t uso-silo .
# Feeds other than the default ones: --secret id=nuget,src=nuget.config
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN --mount=type=secret,id=nuget,target=/root/.nuget/NuGet/NuGet.Config \
    dotnet publish silo/Uso.Silo.csproj -c Release -p:OrleansRuntime=cluster -p:RunAnalyzers=false --output /app

# No shell, no package manager; -extra has the time zones that the schools' windows are in.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
USER 1654:1654
EXPOSE 11111 30000 8081 8082
ENTRYPOINT ["dotnet", "Uso.Silo.dll"]
