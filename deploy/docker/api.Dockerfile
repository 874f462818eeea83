# syntax=docker/dockerfile:1
# The API, as a client of silos. From the root of the repository: docker build -f deploy/docker/api.Dockerfile -t uso-api .
# Feeds other than the default ones: --secret id=nuget,src=nuget.config
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN --mount=type=secret,id=nuget,target=/root/.nuget/NuGet/NuGet.Config \
    dotnet publish client-api/Uso.ClientApi.csproj -c Release -p:OrleansRuntime=cluster -p:RunAnalyzers=false --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
USER 1654:1654
EXPOSE 8080
ENTRYPOINT ["dotnet", "Uso.ClientApi.dll"]
